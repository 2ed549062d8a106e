package sen2

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// hashLength is how many hexadecimal digits of a hash are delivered: 128 bits.
const hashLength = 32

// hasher makes the keyed hashes that stand for people and cases.
type hasher struct {
	keyed  hash.Hash
	prefix string // What tells this return from another: its authority and its reference date.
}

func newHasher(key []byte, header Header) *hasher {
	return &hasher{
		keyed:  hmac.New(sha256.New, key),
		prefix: header.Authority + "|" + header.ReferenceDate.Format(time.DateOnly) + "|",
	}
}

// sum gives the first 32 hexadecimal digits of the HMAC-SHA-256 of text.
func (h *hasher) sum(text string) string {
	h.keyed.Reset()
	_, _ = io.WriteString(h.keyed, text) // A hash never returns an error.
	return hex.EncodeToString(h.keyed.Sum(nil))[:hashLength]
}

// person gives the hash of the first of UPN, ULN and name with birth date that is usable. known is false if none is:
// the hash is then of the person's position in this return, counted from 1, and joins nothing in another file.
func (h *hasher) person(p *person, position int) (id string, known bool) {
	upn := strings.ToUpper(p.upn)
	switch {
	case usableUPN(upn):
		return h.sum("upn:" + upn), true
	case usableULN(p.uln):
		return h.sum("uln:" + p.uln), true
	}
	surname, forename := fold(p.surname), fold(p.forename)
	if born, ok := parseDay(p.birthDate); ok && surname != "" && forename != "" {
		return h.sum("name:" + surname + "|" + forename + "|" + born.Format(time.DateOnly)), true
	}
	return h.sum("position:" + h.prefix + strconv.Itoa(position)), false
}

// request gives the hash of a request: its person, the date it was received, and its position, counted from 1, among
// that person's requests of that date.
func (h *hasher) request(personID, received string, position int) string {
	return h.sum("case:" + personID + "|" + received + "|" + strconv.Itoa(position))
}

// usableUPN tells whether text has the shape of a unique pupil number, permanent or temporary: a letter, eleven digits
// and a digit or letter. Digits that are all the same are a placeholder, which many people would share.
func usableUPN(text string) bool {
	return len(text) == 13 && !isDigit(text[0]) && consistsOf(text[:1], isLetterOrDigit) &&
		consistsOf(text[1:12], isDigit) && isLetterOrDigit(text[12]) && varies(text[1:12])
}

// usableULN tells whether text has the shape of a unique learner number: ten digits. 9999999999 is the code for one
// that isn't known.
func usableULN(text string) bool {
	return len(text) == 10 && consistsOf(text, isDigit) && varies(text)
}

// varies tells whether text has two characters that differ.
func varies(text string) bool {
	return strings.Trim(text, text[:1]) != ""
}

// fold writes a name in capitals and without what isn't a letter or a digit, so that O'Brien and OBRIEN are one.
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, name)
}

// maxAge is the most whole years that are taken for an age.
const maxAge = 120

// ageAt gives the whole years from birth to a day. Someone born on 29 February is a year older on 1 March in a year
// without that day. It is "" if either date is missing or can't be read, or if the age isn't from 0 to 120.
func ageAt(birthDate, date string) string {
	born, isDate := parseDay(birthDate)
	at, isAlsoDate := parseDay(date)
	if !isDate || !isAlsoDate || at.Before(born) {
		return ""
	}
	years := at.Year() - born.Year()
	if at.Month() < born.Month() || at.Month() == born.Month() && at.Day() < born.Day() {
		years--
	}
	if years > maxAge {
		return ""
	}
	return strconv.Itoa(years)
}
