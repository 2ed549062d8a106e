// Package sen2 reads the XML of the Department for Education's (DfE) SEN2 person-level return and delivers one row
// of text per request for an education, health and care needs assessment, in the canonical columns of an assessments
// extract.
//
// Nothing that names a person leaves the package. Names, birth dates, postcodes, pupil and learner numbers and free
// text are read only to make a keyed hash and an age, one Person at a time, and no error quotes the content of an
// element. A value that can't be what its column holds (a word where a date belongs) is delivered as [Invalid], since
// it could be anything.
//
// The sources of the rules are the nesting and items of the DfE SEN2 person-level guide. Elements are found by their
// local names, in capitals and small letters exactly as the guide writes them, whatever their namespaces and order.
// Elements and attributes that the package doesn't know are passed over.
package sen2
