package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"ehcp/pipeline/runs"
)

// lineageFile is the run's event for whoever follows data through programs.
const lineageFile = "lineage.json"

// The OpenLineage specification that the event follows, and its facets.
const (
	lineageEvent  = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"
	lineageFacets = "https://openlineage.io/spec/facets/"
)

// facet is one more thing that an event says, with where it is specified.
type facet map[string]any

// lineage is one run event of OpenLineage 2-0-2: the run ended, well or not.
type lineage struct {
	EventTime string           `json:"eventTime"`
	EventType string           `json:"eventType"` // COMPLETE, FAIL, or ABORT of a run that was cancelled
	Producer  string           `json:"producer"`
	SchemaURL string           `json:"schemaURL"`
	Run       lineageRun       `json:"run"`
	Job       lineageJob       `json:"job"`
	Inputs    []lineageDataset `json:"inputs"`
	Outputs   []lineageDataset `json:"outputs"`
}

type lineageRun struct {
	RunID  string           `json:"runId"`
	Facets map[string]facet `json:"facets"`
}

type lineageJob struct {
	Namespace string           `json:"namespace"`
	Name      string           `json:"name"`
	Facets    map[string]facet `json:"facets"`
}

// lineageDataset is an extract, named by its content, or a published table.
type lineageDataset struct {
	Namespace   string           `json:"namespace"`
	Name        string           `json:"name"`
	Facets      map[string]facet `json:"facets,omitempty"`
	InputFacets map[string]facet `json:"inputFacets,omitempty"`
}

// lineageOf makes the event from the manifest alone: the same manifest gives the
// same bytes. Extracts stand in it by the hash of their content, without a name,
// and tables by theirs with the hash as version. No figure and no case is in it.
func lineageOf(m Manifest) ([]byte, error) {
	producer := "urn:ehcp:" + m.Versions["ehcp"]
	say := func(schema string, said facet) facet {
		said["_producer"], said["_schemaURL"] = producer, lineageFacets+schema
		return said
	}
	e := lineage{
		EventTime: m.Finished, EventType: "COMPLETE", Producer: producer, SchemaURL: lineageEvent,
		Run: lineageRun{uuidOf(m.RunID), map[string]facet{
			"processing_engine": say("1-1-1/ProcessingEngineRunFacet.json#/$defs/ProcessingEngineRunFacet",
				facet{"name": "ehcp", "version": m.Versions["ehcp"]}),
		}},
		Job: lineageJob{"ehcp", "run", map[string]facet{
			"jobType": say("2-0-3/JobTypeJobFacet.json#/$defs/JobTypeJobFacet",
				facet{"processingType": "BATCH", "integration": "EHCP", "jobType": "JOB"}),
		}},
		Inputs: []lineageDataset{}, Outputs: []lineageDataset{},
	}
	if said := whyNot(m); said != "" {
		e.EventType = "FAIL"
		if m.Status == runs.Cancelled {
			e.EventType = "ABORT"
		}
		e.Run.Facets["errorMessage"] = say("1-0-1/ErrorMessageRunFacet.json#/$defs/ErrorMessageRunFacet",
			facet{"message": said, "programmingLanguage": "Go"})
	}
	for _, in := range m.Inputs {
		measured := facet{"bytes": in.Bytes, "columnMetrics": facet{}}
		if in.RowsRead > 0 { // else they were not counted
			measured["rowCount"] = in.RowsRead
		}
		e.Inputs = append(e.Inputs, lineageDataset{Namespace: "sha256", Name: in.SHA256, InputFacets: map[string]facet{
			"dataQualityMetrics": say("1-0-2/DataQualityMetricsInputDatasetFacet.json#/$defs/DataQualityMetricsInputDatasetFacet", measured),
		}})
		for _, part := range in.Parts {
			e.Inputs = append(e.Inputs, lineageDataset{Namespace: "sha256", Name: part.SHA256})
		}
	}
	slices.SortStableFunc(e.Inputs, func(a, b lineageDataset) int { return strings.Compare(a.Name, b.Name) })
	for _, out := range m.Outputs {
		if name, is := strings.CutSuffix(out.Path, ".csv"); is && strings.Contains(name, "/tables/") && !strings.HasSuffix(name, ".meta") {
			e.Outputs = append(e.Outputs, lineageDataset{Namespace: "ehcp", Name: name, Facets: map[string]facet{
				"version": say("1-0-1/DatasetVersionDatasetFacet.json#/$defs/DatasetVersionDatasetFacet",
					facet{"datasetVersion": out.SHA256}),
			}})
		}
	}
	text, err := json.MarshalIndent(e, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write the event of the run: %w", err)
	}
	return append(text, '\n'), nil
}

// whyNot says of a run that did not end well how it ended.
func whyNot(m Manifest) string {
	switch {
	case m.Status == runs.Published || m.Status == runs.NothingNew:
		return ""
	case m.Reason == "":
		return m.Status
	}
	return m.Status + ": " + m.Reason
}

// uuidOf is a UUID of version 8 (RFC 9562) made from a run's id.
func uuidOf(id string) string {
	sum := sha256.Sum256([]byte(id))
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80
	digits := hex.EncodeToString(sum[:16])
	return strings.Join([]string{digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]}, "-")
}
