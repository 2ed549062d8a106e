package warehouse

import (
	"encoding/hex"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"

	duckdb "github.com/duckdb/duckdb-go/v2"
)

// Number is a number as it is to be written, exactly. NaN, inf and -inf are
// the only ones without digits.
type Number string

// IsFinite tells the numbers that every format has.
func (n Number) IsFinite() bool { return !strings.HasSuffix(string(n), "inf") && n != "NaN" }

// plain makes a driver's value one of few kinds; typ is the column's type.
func plain(value any, typ string) any {
	switch v := value.(type) {
	case nil, bool, string:
		return v
	case int8, int16, int32, int64, uint8, uint16, uint32, uint64, *big.Int:
		return Number(fmt.Sprint(v))
	case float32:
		return float(float64(v), 32)
	case float64:
		return float(v, 64)
	case duckdb.Decimal:
		return decimal(v)
	case time.Time:
		return moment(v, typ)
	case []byte:
		if typ == "UUID" && len(v) == 16 {
			h := hex.EncodeToString(v)
			return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
		}
		return `\x` + hex.EncodeToString(v)
	case duckdb.Interval:
		return interval(v)
	}
	return nested(value)
}

// nested turns lists, structs, maps and unions into lists and maps.
func nested(value any) any {
	switch v := value.(type) {
	case []any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = plain(v[i], "")
		}
		return list
	case map[string]any:
		fields := make(map[string]any, len(v))
		for name, field := range v {
			fields[name] = plain(field, "")
		}
		return fields
	case duckdb.OrderedMap:
		fields := make(map[string]any, v.Len())
		values := v.Values()
		for i, name := range v.Keys() {
			fields[fmt.Sprint(plain(name, ""))] = plain(values[i], "")
		}
		return fields
	case duckdb.Union:
		return plain(v.Value, "")
	}
	return fmt.Sprint(value)
}

func float(v float64, bits int) Number {
	switch {
	case math.IsNaN(v):
		return "NaN"
	case math.IsInf(v, 1):
		return "inf"
	case math.IsInf(v, -1):
		return "-inf"
	}
	format := byte('f')
	if size := math.Abs(v); size != 0 && (size < 1e-6 || size >= 1e21) {
		format = 'e'
	}
	return Number(strconv.FormatFloat(v, format, -1, bits))
}

// decimal keeps every digit of the scale: 60.0 is not 60.
func decimal(d duckdb.Decimal) Number {
	digits, sign := d.Value.String(), ""
	if strings.HasPrefix(digits, "-") {
		digits, sign = digits[1:], "-"
	}
	scale := int(d.Scale)
	if scale == 0 {
		return Number(sign + digits)
	}
	if missing := scale + 1 - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	return Number(sign + digits[:len(digits)-scale] + "." + digits[len(digits)-scale:])
}

func moment(v time.Time, typ string) string {
	midnight := v.Hour() == 0 && v.Minute() == 0 && v.Second() == 0 && v.Nanosecond() == 0
	switch {
	case typ == "DATE", typ == "" && midnight:
		return v.Format(time.DateOnly)
	case typ == "TIME", typ == "TIMETZ":
		return v.Format("15:04:05.999999")
	case typ == "TIMESTAMPTZ", typ == "TIMESTAMP WITH TIME ZONE":
		return v.UTC().Format("2006-01-02 15:04:05.999999Z07:00")
	}
	return v.Format("2006-01-02 15:04:05.999999999")
}

func interval(v duckdb.Interval) string {
	var parts []string
	if v.Months != 0 {
		parts = append(parts, fmt.Sprintf("%d months", v.Months))
	}
	if v.Days != 0 {
		parts = append(parts, fmt.Sprintf("%d days", v.Days))
	}
	if v.Micros != 0 || len(parts) == 0 {
		parts = append(parts, (time.Duration(v.Micros) * time.Microsecond).String())
	}
	return strings.Join(parts, " ")
}
