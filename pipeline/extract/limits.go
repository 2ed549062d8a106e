package extract

import (
	"context"
	"fmt"
	"slices"

	"ehcp/pipeline/extract/sen2"
	"ehcp/pipeline/fault"
)

// mostUnpacked is how many bytes the file may unpack to in memory: beyond that
// lies a trap, not an extract.
func (s *Source) mostUnpacked() int64 {
	return min(s.Bytes*int64(s.limits.Inflation), int64(s.limits.ResidentGiB)<<30)
}

func (s *Source) sen2Limits() sen2.Limits {
	return sen2.Limits{Depth: int(s.limits.XMLDepth), Text: int(s.limits.CellMB) << 20, Held: int(s.limits.ResidentGiB) << 30}
}

func (s *Source) cellFault(row int64) error {
	return fault.New(fault.Extract, fmt.Sprintf("%s has a cell of more than %d MB in row %d", s.Path, s.limits.CellMB, row),
		"a list of cases has none: check the export; limits: {cell_mb: ...} sets another limit")
}

// checkCells looks for a cell that is too long where a line is so long that it
// could hold one. What cannot be read as CSV is left to DuckDB, which says where.
func (c *csvFile) checkCells(ctx context.Context, s *Source) error {
	most := int(s.limits.CellMB) << 20
	if s.longest <= int64(most) {
		return nil
	}
	var found error
	_ = c.rowsOf(s, true)(ctx, func(row int, cells []string) error {
		if slices.ContainsFunc(cells, func(cell string) bool { return len(cell) > most }) {
			found = s.cellFault(int64(row))
		}
		return found
	})
	return found
}
