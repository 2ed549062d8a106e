package docx

import (
	"archive/zip"
	_ "embed"
	"fmt"
	"strings"
)

//go:embed styles.xml
var styles string

const (
	declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	office      = "http://schemas.openxmlformats.org/officeDocument/2006/"
	packages    = "http://schemas.openxmlformats.org/package/2006/"
	wordML      = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	types       = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// part is one file of the package.
type part struct {
	name    string
	content []byte
	method  uint16
}

// parts are the files of the package, in the order in which they are packed.
func (f *File) parts() []part {
	texts := [][2]string{
		{"[Content_Types].xml", f.contentTypes()},
		{"_rels/.rels", relationships([]relation{
			{"document", office + "relationships/officeDocument", "word/document.xml"},
			{"core", packages + "relationships/metadata/core-properties", "docProps/core.xml"},
		})},
		{"docProps/core.xml", f.core()},
		{"word/document.xml", f.document()},
		{"word/_rels/document.xml.rels", f.documentRelations()},
		{"word/styles.xml", styles},
		{"word/numbering.xml", numbering},
		{"word/settings.xml", settings},
		{"word/header.xml", declaration + `<w:hdr ` + wordML + `>` + paragraph(Marking, "", []Run{{Text: f.Header}}) + `</w:hdr>`},
		{"word/footer.xml", footer},
	}
	var all []part
	for _, text := range texts {
		all = append(all, part{text[0], []byte(text[1]), zip.Deflate})
	}
	for i, picture := range f.pictures {
		all = append(all, part{"word/" + pictureFile(i, picture), picture, zip.Store}) // pictures are packed already
	}
	return all
}

func pictureFile(i int, picture []byte) string {
	return fmt.Sprintf("media/picture%d.%s", i+1, kindOf(picture))
}

func (f *File) contentTypes() string {
	var out strings.Builder
	out.WriteString(declaration + `<Types xmlns="` + packages + `content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/>`)
	for _, name := range []string{"document.main", "styles", "numbering", "settings", "header", "footer"} {
		file, _, _ := strings.Cut(name, ".")
		fmt.Fprintf(&out, `<Override PartName="/word/%s.xml" ContentType="%s%s+xml"/>`, file, types, name)
	}
	out.WriteString(`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`)
	return out.String()
}

// core are the properties that Word and screen readers show: no time, which
// would differ from run to run.
func (f *File) core() string {
	return declaration + `<cp:coreProperties xmlns:cp="` + packages + `metadata/core-properties" ` +
		`xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` + escape(f.Title) + `</dc:title><dc:creator>` + escape(f.Creator) +
		`</dc:creator><dc:language>en-GB</dc:language></cp:coreProperties>`
}

func (f *File) document() string {
	header := ""
	if f.Header != "" {
		header = `<w:headerReference w:type="default" r:id="header"/>`
	}
	margin := 1417 // 25 mm
	return declaration + `<w:document ` + wordML + ` xmlns:r="` + office + `relationships" ` +
		`xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" ` +
		`xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ` +
		`xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>` + f.body.String() +
		`<w:sectPr>` + header + `<w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="11906" w:h="16838"/>` +
		fmt.Sprintf(`<w:pgMar w:top="%[1]d" w:right="%[1]d" w:bottom="%[1]d" w:left="%[1]d" w:header="680" w:footer="680" w:gutter="0"/>`, margin) +
		`</w:sectPr></w:body></w:document>`
}

// relation is how one part refers to another.
type relation struct{ id, kind, target string }

func (f *File) documentRelations() string {
	var all []relation
	for _, name := range []string{"styles", "numbering", "settings", "header", "footer"} {
		all = append(all, relation{name, office + "relationships/" + name, name + ".xml"})
	}
	for i, picture := range f.pictures {
		all = append(all, relation{fmt.Sprintf("picture%d", i+1), office + "relationships/image", pictureFile(i, picture)})
	}
	return relationships(all)
}

func relationships(all []relation) string {
	var out strings.Builder
	out.WriteString(declaration + `<Relationships xmlns="` + packages + `relationships">`)
	for _, r := range all {
		fmt.Fprintf(&out, `<Relationship Id="%s" Type="%s" Target="%s"/>`, r.id, r.kind, r.target)
	}
	out.WriteString("</Relationships>")
	return out.String()
}

// settings ask for the present way of laying out, in British English.
const settings = declaration + `<w:settings ` + wordML + `><w:defaultTabStop w:val="720"/><w:compat>` +
	`<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>` +
	`<w:themeFontLang w:val="en-GB"/></w:settings>`

// numbering gives lists their bullet.
const numbering = declaration + `<w:numbering ` + wordML + `><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>` +
	`<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#8226;"/><w:lvlJc w:val="left"/>` +
	`<w:pPr><w:ind w:left="357" w:hanging="357"/></w:pPr></w:lvl></w:abstractNum>` +
	`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`

// footer has the page number, the one field of the document.
const footer = declaration + `<w:ftr ` + wordML + `><w:p><w:pPr><w:pStyle w:val="Foot"/></w:pPr>` +
	`<w:r><w:t xml:space="preserve">Page </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>` +
	`<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` +
	`<w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>`
