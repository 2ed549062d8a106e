package pipeline_test

import "testing"

// The tests here fail: each shows a fault of the program that is still to be
// mended, with the smallest input that does and what the contract asks for.

// TestEnglandFitsTheDefaultMemory publishes 153 authorities within the memory
// that a run takes when nothing is said.
func TestEnglandFitsTheDefaultMemory(t *testing.T) {
	if !*slowTests {
		t.Skip("10 s; -slow runs it")
	}
	t.Parallel()
	runDfE(t, dfeRows(t), "")
}
