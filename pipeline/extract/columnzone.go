package extract

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/parquet/metadata"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/warehouse"
)

// usualZone is where the days of instants are told that name no zone: the
// extracts are those of English councils.
const usualZone = "Europe/London"

// zonesOf gives the zones that programs of the Arrow family leave in a Parquet
// file, whose own instants have none.
func zonesOf(found *metadata.FileMetaData) (map[string]string, error) {
	if found.KeyValueMetadata().FindValue("ARROW:schema") == nil {
		return nil, nil
	}
	schema, err := pqarrow.FromParquet(found.Schema, nil, found.KeyValueMetadata())
	if err != nil {
		return nil, err
	}
	return zonesIn(schema), nil
}

// zonesIn gives the zones of the columns of instants, by name.
func zonesIn(schema *arrow.Schema) map[string]string {
	zones := map[string]string{}
	for _, field := range schema.Fields() {
		if kind, is := field.Type.(*arrow.TimestampType); is && kind.TimeZone != "" {
			zones[field.Name] = kind.TimeZone
		}
	}
	return zones
}

// instants gives the zone of each wanted column of instants, by its place. A day
// depends on it: midnight in summer is the evening before by UTC.
func (c *columnFile) instants(ctx context.Context, s *Source, db *warehouse.DB, from string) (map[int]string, error) {
	_, kinds, err := db.Text(ctx, "select column_name, column_type from (describe select * from "+from+")")
	if err != nil {
		return nil, err
	}
	found, assumed := map[int]string{}, []string(nil)
	for _, place := range s.wantedPlaces() {
		if place >= len(kinds) || *kinds[place][1] != "TIMESTAMP WITH TIME ZONE" {
			continue
		}
		zone := c.zones[s.header[place]]
		if zone == "" {
			zone = usualZone
			assumed = append(assumed, s.canonicalAt(place))
		}
		if _, known, err := db.Text(ctx, "select 1 from pg_timezone_names() where lower(name) = lower("+warehouse.Literal(zone)+")"); err != nil {
			return nil, err
		} else if len(known) == 0 && !isOffset(zone) {
			return nil, fault.New(fault.Extract, fmt.Sprintf("%s has instants in %s whose time zone is not known", s.Path, s.canonicalAt(place)),
				"write the column as dates, or with a zone such as Europe/London")
		}
		found[place] = zone
	}
	if len(assumed) > 0 {
		s.Notes = append(s.Notes, fmt.Sprintf("%s: instants without a zone in %s are read as days of %s",
			s.Name(), strings.Join(assumed, ", "), usualZone))
	}
	return found, nil
}

// inZone is the expression for the time that clocks in a zone show at an instant.
func inZone(instant, zone string) string {
	if isOffset(zone) {
		sign := zone[:1]
		digits := strings.ReplaceAll(zone[1:], ":", "")
		return fmt.Sprintf("((%s)::timestamptz at time zone 'UTC' %s interval '%s hours %s minutes')", instant, sign, digits[:2], digits[2:])
	}
	return fmt.Sprintf("((%s)::timestamptz at time zone %s)", instant, warehouse.Literal(zone))
}

// isOffset says whether a zone is written as hours and minutes from UTC.
func isOffset(zone string) bool {
	return regexp.MustCompile(`^[+-][0-9]{2}:?[0-9]{2}$`).MatchString(zone)
}
