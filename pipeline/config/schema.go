package config

import _ "embed"

//go:embed ehcp.schema.json
var schema string

// Schema is a JSON Schema of ehcp.yaml, by which editors complete and check it
// while it is written.
func Schema() string { return schema }
