package evidence_test

import (
	"math"
	"testing"

	"ehcp/pipeline/evidence"
)

// The expected values are those of the R package NHSRwaitinglist.
func TestWaitingListReference(t *testing.T) {
	t.Parallel()
	var want struct {
		Load           float64 `json:"queue_load"`
		Queue4         float64 `json:"target_queue_30_52_4"`
		Queue6         float64 `json:"target_queue_30_50_6"`
		Relief         float64 `json:"relief_30_1200_390_26"`
		Capacity       float64 `json:"target_capacity_30_52"`
		CapacityVaried float64 `json:"target_capacity_30_52_3_1.1_1.2"`
		Pressure       float64 `json:"pressure_63_52"`
		EHCP           struct {
			Load     float64
			Queue    float64 `json:"target_queue"`
			Relief   float64 `json:"relief_26w"`
			Capacity float64 `json:"target_capacity"`
			Pressure float64 `json:"pressure_mean_wait_17.5"`
		}
	}
	referenceValues(t, "expected_waitinglist.json", &want)
	check := func(what string, expected float64) func(float64, bool) {
		return func(got float64, ok bool) {
			t.Helper()
			if !ok || !near(got, expected) {
				t.Errorf("%s = %.12g, %t, want %.12g", what, got, ok, expected)
			}
		}
	}
	check("load", want.Load)(evidence.QueueLoad(30, 27))
	check("target queue", want.Queue4)(evidence.TargetQueue(30, 52, 4))
	check("target queue, factor 6", want.Queue6)(evidence.TargetQueue(30, 50, 6))
	check("relief", want.Relief)(evidence.ReliefCapacity(30, 1200, 390, 26))
	check("target capacity", want.Capacity)(evidence.TargetCapacity(30, 52, 4, 1, 1))
	check("target capacity, factor 3", want.CapacityVaried)(evidence.TargetCapacity(30, 52, 3, 1.1, 1.2))
	check("pressure", want.Pressure)(evidence.QueuePressure(63, 52))
	check("load of plans", want.EHCP.Load)(evidence.QueueLoad(60, 66))
	check("target queue for plans", want.EHCP.Queue)(evidence.TargetQueue(60, 20, 4))
	check("relief for plans", want.EHCP.Relief)(evidence.ReliefCapacity(60, 1050, 300, 26))
	check("target capacity for plans", want.EHCP.Capacity)(evidence.TargetCapacity(60, 20, 4, 1, 1))
	check("pressure on plans", want.EHCP.Pressure)(evidence.QueuePressure(17.5, 20))
}

func TestWaitingListEdges(t *testing.T) {
	t.Parallel()
	none := func(what string) func(float64, bool) {
		return func(got float64, ok bool) {
			t.Helper()
			if ok || got != 0 {
				t.Errorf("%s = %v, %t", what, got, ok)
			}
		}
	}
	none("no capacity")(evidence.QueueLoad(30, 0))
	none("demand below 0")(evidence.QueueLoad(-1, 27))
	none("demand not known")(evidence.TargetQueue(math.NaN(), 52, 4))
	none("no factor")(evidence.TargetQueue(30, 52, 0))
	none("no time")(evidence.ReliefCapacity(30, 1200, 390, 0))
	none("no relief needed")(evidence.ReliefCapacity(30, 390, 390, 26))
	none("no target to hold")(evidence.TargetCapacity(30, 0, 4, 1, 1))
	none("no target to press on")(evidence.QueuePressure(3, 0))
}
