package warehouse_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ehcp/pipeline/warehouse"
)

// TestProgress reads a file while another goroutine asks how far that has come:
// the shares rise from little to much, and there is none before and after. It
// fails, too, where the driver no longer keeps its handle where it is looked for.
func TestProgress(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "many.csv")
	if err := os.WriteFile(file, []byte("a,b\n"+strings.Repeat("2024-01-31,a line of some length to read\n", 1_500_000)), 0o600); err != nil {
		t.Fatal(err)
	}
	db := open(t, "", warehouse.Options{Threads: 1})
	if _, ok := db.Progress(); ok {
		t.Error("there is progress of nothing")
	}
	if err := db.Exec(t.Context(), "create table other as select 1 as one"); err != nil {
		t.Fatal(err)
	}
	if _, ok := db.Progress(); ok {
		t.Error("there is progress of a statement that is not watched")
	}
	done := make(chan error)
	go func() {
		done <- db.ExecWatched(t.Context(), "create table many as select try_cast(a as date) as a, md5(b) as b from read_csv("+
			warehouse.Literal(file)+", header = true, auto_detect = false, columns = {'a': 'varchar', 'b': 'varchar'})")
	}()
	var shares []float64
	for {
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			if _, ok := db.Progress(); ok {
				t.Error("there is progress of what has ended")
			}
			rises(t, shares)
			return
		case <-time.After(5 * time.Millisecond):
			if share, ok := db.Progress(); ok {
				shares = append(shares, share)
			}
		}
	}
}

func rises(t *testing.T, shares []float64) {
	t.Helper()
	if len(shares) < 3 || shares[0] > 0.5 || shares[len(shares)-1] < 0.5 {
		t.Errorf("%d shares, %v", len(shares), shares)
	}
	for i := 1; i < len(shares); i++ {
		if shares[i] < shares[i-1] || shares[i] > 1 {
			t.Errorf("share %v comes after %v", shares[i], shares[i-1])
		}
	}
}
