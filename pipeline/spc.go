package pipeline

import "ehcp/pipeline/series"

// DrawSeries is filled in below.
func DrawSeries(folder, path string, c series.Charted) error { return nil }
