package sen2_test

import (
	"fmt"
	"io"
	"strings"
)

// Every identifier of a generated person holds one of these, so that a test can look for them among the values.
const (
	markSurname  = "Zzsurname"
	markForename = "Zzforename"
	markPostcode = "ZZ99"
	markUPN      = "Z9876"
	markULN      = "98765"
	markText     = "Zzfreetext"
)

const (
	opening = `<?xml version="1.0" encoding="utf-8"?>
<Message><Header><CollectionDetails><Collection>SEN2</Collection><Year>2024</Year>` +
		`<ReferenceDate>2024-01-18</ReferenceDate></CollectionDetails><Source><LEA>201</LEA></Source></Header><Persons>
`
	closing = "</Persons></Message>\n"
)

// message puts people into a return whose header stands on lines 1 and 2, so that people begins on line 3.
func message(people ...string) string {
	return opening + strings.Join(people, "") + closing
}

// generatedPerson gives one of many people: a whole request with its plan, and for every fourth person a refusal too.
func generatedPerson(i int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\t\t<Person>\n\t\t\t<Surname>%s%d</Surname>\n\t\t\t<Forename>%s%d</Forename>\n",
		markSurname, i, markForename, i)
	fmt.Fprintf(&b, "\t\t\t<PersonBirthDate>%d-%02d-%02d</PersonBirthDate>\n\t\t\t<Sex>%s</Sex>\n",
		2000+i%20, 1+i%12, 1+i%28, "MF"[i%2:i%2+1])
	fmt.Fprintf(&b, "\t\t\t<Ethnicity>WBRI</Ethnicity>\n\t\t\t<PostCode>%s %dAA</PostCode>\n", markPostcode, i%10)
	fmt.Fprintf(&b, "\t\t\t<UPN>%s%08d</UPN>\n\t\t\t<UniqueLearnerNumber>%s%05d</UniqueLearnerNumber>\n",
		markUPN, i, markULN, i%100000)
	b.WriteString("\t\t\t<UPNunknown></UPNunknown>\n")
	fmt.Fprintf(&b, generatedRequest, 1+i%12, 1+i%28, markText, i%1000000)
	if i%4 == 0 {
		fmt.Fprintf(&b, generatedRefusal, 1+i%12, 1+i%28)
	}
	b.WriteString("\t\t</Person>\n")
	return b.String()
}

const generatedRequest = `			<Requests>
				<ReceivedDate>2023-%02d-%02d</ReceivedDate>
				<RequestSource>2</RequestSource>
				<RYA>0</RYA>
				<RequestOutcomeDate>2023-12-01</RequestOutcomeDate>
				<RequestOutcome>Y</RequestOutcome>
				<RequestMediation>0</RequestMediation>
				<RequestTribunal>0</RequestTribunal>
				<Exported></Exported>
				<Assessment>
					<AssessmentOutcome>Y</AssessmentOutcome>
					<AssessmentOutcomeDate>2023-12-25</AssessmentOutcomeDate>
					<AssessmentMediation>0</AssessmentMediation>
					<AssessmentTribunal>0</AssessmentTribunal>
					<OtherMediation>0</OtherMediation>
					<OtherTribunal>0</OtherTribunal>
					<Week20>0</Week20>
					<NamedPlan>
						<StartDate>2023-12-26</StartDate>
						<PlanDetail>
							<SENSetting>OTH</SENSetting>
							<SENSettingOther>%s</SENSettingOther>
							<PlacementRank>1</PlacementRank>
						</PlanDetail>
						<PB>1</PB>
						<OA>1</OA>
					</NamedPlan>
				</Assessment>
				<ActivePlans>
					<PlacementDetail>
						<URN>%06d</URN>
						<PlacementRank>1</PlacementRank>
						<EntryDate>2024-01-01</EntryDate>
					</PlacementDetail>
					<SENneed>
						<SENtype>SEMH</SENtype>
						<SENtypeRank>1</SENtypeRank>
					</SENneed>
					<SENneed>
						<SENtype>SPLD</SENtype>
						<SENtypeRank>2</SENtypeRank>
					</SENneed>
					<LastReview>2024-01-08</LastReview>
				</ActivePlans>
			</Requests>
`

const generatedRefusal = `			<Requests>
				<ReceivedDate>2022-%02d-%02d</ReceivedDate>
				<RequestOutcomeDate>2023-02-01</RequestOutcomeDate>
				<RequestOutcome>N</RequestOutcome>
				<RequestMediation>1</RequestMediation>
				<RequestTribunal>1</RequestTribunal>
				<Assessment>
					<AssessmentOutcome>A</AssessmentOutcome>
				</Assessment>
			</Requests>
`

// generated is a return of so many people that is written as it is read, so that it takes no memory.
type generated struct {
	people, next int
	text         string
}

// Read gives the next part of the return.
func (g *generated) Read(into []byte) (int, error) {
	if g.text == "" {
		switch {
		case g.next == 0:
			g.text = opening
		case g.next <= g.people:
			g.text = generatedPerson(g.next)
		case g.next == g.people+1:
			g.text = closing
		default:
			return 0, io.EOF
		}
		g.next++
	}
	n := copy(into, g.text)
	g.text = g.text[n:]
	return n, nil
}
