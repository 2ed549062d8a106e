package sample

import (
	"bufio"
	"context"
	"io"
	"strconv"
)

const (
	plainCases = 10_000
	// plainHistory is six years: requests are spread over it evenly.
	plainHistory = 6 * 365
	// contextEvery is the number of rows between two looks at whether to stop.
	contextEvery = 1 << 16
)

const plainHeader = "case_id,received_date,request_outcome,request_outcome_date,assessment_outcome," +
	"assessment_outcome_date,plan_issued_date,week20_exception,closed_date,closed_reason,area,primary_need\n"

// plainRow builds rows in one reused buffer: a benchmark must not spend its time on making its input.
type plainRow struct {
	line  []byte
	dice  dice
	asAt  day
	first day
	dates [plainHistory + 1][10]byte

	areas   [6]string
	needs   [12]string
	reasons [2]string
}

func writePlain(ctx context.Context, w io.Writer, o Options, asAt day) (int, error) {
	cases := o.Cases
	if cases == 0 {
		cases = plainCases
	}
	row := &plainRow{
		dice: newDice(o.Seed, streamPlain), asAt: asAt, first: asAt - plainHistory,
		areas:   [6]string{"Northern", "Eastern", "Southern", "Western", "Coastal", "Central"},
		needs:   [12]string(primaryNeeds()),
		reasons: [2]string{"withdrawn,", "moved_out,"},
	}
	for i := range row.dates {
		copy(row.dates[i][:], (row.first + day(i)).String())
	}
	out := bufio.NewWriterSize(w, 1<<20)
	if _, err := out.WriteString(plainHeader); err != nil {
		return 0, err
	}
	for i := range cases {
		if i%contextEvery == 0 && ctx.Err() != nil {
			return i, ctx.Err()
		}
		row.build(i + 1)
		if _, err := out.Write(row.line); err != nil {
			return i, err
		}
	}
	return cases, out.Flush()
}

// build makes one row; every field writes the comma after it. One draw of 64 bits serves most of the row.
func (r *plainRow) build(number int) {
	bits := r.dice.Uint64()
	received := r.asAt - day(r.dice.IntN(plainHistory))
	decided := received + 25 + day(bits&0xff%26)
	r.line = append(r.line[:0], 'S')
	r.line = strconv.AppendUint(r.line, 100_000_000+uint64(number), 10) //nolint:gosec // A number of a row is not negative.
	r.text(",")
	r.date(received)
	switch outcome := bits >> 8 & 0x3ff * 100 >> 10; {
	case decided > r.asAt:
		r.text(",,,,,,,,")
	case outcome < 70:
		r.text("Y,")
		r.date(decided)
		r.assessed(received, bits>>18)
	case outcome < 98:
		r.text("N,")
		r.date(decided)
		r.text(",,,,,,")
	default:
		r.text("W,")
		r.date(decided)
		r.text(",,,,")
		r.date(decided)
		r.text("withdrawn,")
	}
	r.text(r.areas[bits>>48&0xff%6])
	r.text(",")
	r.text(r.needs[bits>>56%12])
	r.text("\n")
}

// assessed writes the fields from the assessment's outcome to the reason for closing: a plan at 90 to 420 days
// for most, no plan for some, and a few who withdraw or move away. What comes after as-at is left blank.
func (r *plainRow) assessed(received day, bits uint64) {
	ended := received + 90 + day(bits&0xfff%60)
	if late := bits >> 12 & 0xff; late > 110 {
		ended += day((late - 110) * 2)
	}
	outcome := bits >> 20 & 0x3ff * 100 >> 10
	switch {
	case ended > r.asAt:
		r.text(",,,,,,")
	case outcome < 92:
		r.text("Y,")
		r.date(ended - 20)
		r.date(ended)
		if bits>>30&0x1f == 0 {
			r.text("1,,,")
			return
		}
		r.text("0,,,")
	case outcome < 97:
		r.text("N,")
		r.date(ended)
		r.text(",,,,")
	default:
		r.text(",,,,")
		r.date(ended)
		r.text(r.reasons[outcome%2])
	}
}

func (r *plainRow) text(s string) { r.line = append(r.line, s...) }

func (r *plainRow) date(d day) {
	r.line = append(r.line, r.dates[d-r.first][:]...)
	r.line = append(r.line, ',')
}
