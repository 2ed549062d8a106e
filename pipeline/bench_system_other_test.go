//go:build !unix

package pipeline_test

import (
	"math"
	"os"
	"testing"
)

// peakBytes is not known here.
func peakBytes(*os.ProcessState) int64 { return 0 }

// freeBytes is not known here: nothing is skipped.
func freeBytes(testing.TB, string) int64 { return math.MaxInt64 }
