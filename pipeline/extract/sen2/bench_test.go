package sen2_test

import (
	"bytes"
	"context"
	"io"
	"runtime"
	"testing"

	"ehcp/pipeline/extract/sen2"
)

// BenchmarkRead reads 10,000 people with 12,500 requests.
func BenchmarkRead(b *testing.B) {
	file, err := io.ReadAll(&generated{people: 10_000})
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		rows := 0
		_, err := sen2.Read(context.Background(), bytes.NewReader(file), testKey(), usual(), func(sen2.Row) error {
			rows++
			return nil
		})
		if err != nil || rows != 12_500 {
			b.Fatalf("rows = %d, err = %v", rows, err)
		}
	}
}

func testKey() []byte { return []byte("0123456789abcdef0123456789abcdef") }

// Memory doesn't grow with the number of people.
func TestReadKeepsMemoryFlat(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 10,000 people")
	}
	const mostGrowth = 4 << 20
	var before, now runtime.MemStats
	var highest uint64
	runtime.GC()
	runtime.ReadMemStats(&before)
	rows := 0
	_, err := sen2.Read(t.Context(), &generated{people: 10_000}, testKey(), usual(), func(sen2.Row) error {
		rows++
		if rows%2500 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&now)
			highest = max(highest, now.HeapAlloc)
		}
		return nil
	})
	if err != nil || rows != 12_500 {
		t.Fatalf("rows = %d, err = %v", rows, err)
	}
	if highest > before.HeapAlloc+mostGrowth {
		t.Errorf("the heap grew from %d to %d bytes", before.HeapAlloc, highest)
	}
}
