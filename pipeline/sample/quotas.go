package sample

import "time"

// The kent extract is as at the end of 2024 and is complete from the start of 2023.
func calibratedAsAt() day { return on(2024, time.December, 31) }

// historyStart is the oldest day of receipt: 124 whole weeks, and not 125, before 31 October 2023, when the
// oldest case had been open for 124 weeks (Kent County Council minutes, ID=67169).
func historyStart() day { return on(2021, time.June, 10) }

// A year of requests as they stood at its end (DfE, Education, health and care plans 2025, requests, Kent 2023
// and 2024). For earlier years the split is only of the decided: their undecided cases are not published.
type requestYear struct {
	year                     int
	byMonth                  [12]int
	refused, withdrawn, open int
	isKnownAtYearEnd         bool
}

// requestYears gives the published totals; their split by month is invented, low in August and at Christmas.
// January 2024 has 325, of which 124 and 182 are the 38.2% from parents and 56% from schools of the minutes.
func requestYears() []requestYear {
	return []requestYear{
		// DfE gives 4,047 requests and 1,230 refusals for 2021; this is the part from 10 June.
		{2021, [12]int{5: 210, 392, 226, 292, 352, 386, 268}, 646, 6, 0, false},
		{2022, [12]int{298, 318, 384, 287, 346, 342, 347, 189, 262, 314, 344, 238}, 985, 12, 0, false},
		{2023, [12]int{321, 338, 415, 318, 378, 376, 381, 206, 281, 342, 376, 256}, 1244, 14, 155, true},
		{2024, [12]int{325, 342, 408, 326, 372, 374, 386, 209, 288, 347, 368, 256}, 2200, 13, 186, true},
	}
}

// A quota is what happens in one month to cases outside mediation and tribunal.
type quota struct {
	month month
	// plans are all the plans issued; early are those within 20 weeks and old those after 52.
	plans, early, old int
	notIssued         int
	closed            int
}

// publishedQuotas gives the plans of 2023 and 2024 by month. The years add up to DfE's rows (Education, health
// and care plans 2025, timeliness_20_week, Kent 2023: 1,804 plans, 324 within 20 weeks, 212 after 52; 2024:
// 2,424, 784 and 343) and to DfE's decisions not to issue (assessments, Kent: 164 and 488). The months are
// invented but for August 2023 (3 of 130 is 2.3%) and August 2024 (96 of 186 is 51.6%; Kent County Council
// minutes, ID=66165) and June 2023 (18 of 136 is the 13.2% of the press). The decisions not to issue of 2024 are
// blank here: notIssued2024 says why.
func publishedQuotas() []quota {
	jan23, jan24 := monthOf(2023, time.January), monthOf(2024, time.January)
	return []quota{
		{jan23, 118, 52, 6, 11, 4},
		{jan23 + 1, 122, 50, 7, 12, 4},
		{jan23 + 2, 146, 52, 9, 15, 5},
		{jan23 + 3, 108, 34, 8, 12, 4},
		{jan23 + 4, 132, 32, 11, 14, 5},
		{jan23 + 5, 136, 18, 13, 14, 5},
		{jan23 + 6, 142, 10, 16, 15, 5},
		{jan23 + 7, 130, 3, 18, 10, 3},
		{jan23 + 8, 132, 7, 20, 13, 5},
		{jan23 + 9, 165, 13, 26, 16, 6},
		{jan23 + 10, 190, 20, 33, 18, 7},
		{jan23 + 11, 283, 33, 45, 14, 5},
		{jan24, 282, 32, 50, 0, 12},
		{jan24 + 1, 240, 31, 54, 0, 12},
		{jan24 + 2, 248, 39, 58, 0, 12},
		{jan24 + 3, 230, 48, 54, 0, 11},
		{jan24 + 4, 225, 57, 48, 0, 11},
		{jan24 + 5, 220, 69, 40, 0, 11},
		{jan24 + 6, 220, 87, 27, 0, 11},
		{jan24 + 7, 186, 96, 12, 0, 7},
		{jan24 + 8, 150, 80, 0, 0, 10},
		{jan24 + 9, 150, 84, 0, 0, 10},
		{jan24 + 10, 145, 84, 0, 0, 9},
		{jan24 + 11, 128, 77, 0, 0, 6},
	}
}

// notIssued2024 is DfE's 488 decisions not to issue in 2024. January's share is what leaves the 2,066 cases
// open on 31 January 2024; notIssuedShape spreads the rest over February to December.
const notIssued2024 = 488

func notIssuedShape() []float64 { return []float64{42, 46, 44, 46, 44, 46, 32, 40, 42, 40, 30} }

// All cases open on two days (Kent County Council minutes, ID=64712).
const (
	openAtEndOf2023    = 2192
	openAtEndOfJanuary = 2066
)

// The same minutes' assessment backlog, read as open past 20 weeks with the assessment not yet done.
const (
	backlogSeptember2023 = 1080
	backlogJanuary2024   = 397
)

// disputePlans gives the plans issued after mediation or a tribunal by month from July 2022. DfE's new plans
// less its timeliness denominators are 98 for 2022, 172 for 2023 and 466 for 2024; those of 2022 stand in its
// second half, as no earlier refusal is in the extract. The months of 2025 fill the cases that have been reopened
// but have no plan yet.
func disputePlans() (first month, plans []int) {
	return monthOf(2022, time.July), []int{
		13, 11, 15, 18, 21, 20,
		8, 9, 11, 9, 12, 13, 15, 12, 16, 20, 23, 24,
		30, 34, 38, 38, 42, 42, 44, 36, 40, 44, 42, 36,
		34, 34, 36, 34, 34, 34, 34,
	}
}

// exceptionQuotas gives the plans flagged as exceptions by year: DfE's plans less those without exceptions, in
// all three bands (2023: 0, 6 and 2; 2024: 1, 68 and 1).
func exceptionQuotas() map[int][3]int {
	return map[int][3]int{2023: {0, 6, 2}, 2024: {1, 68, 1}}
}
