// Markup: what may be written into a page, and how addresses are judged.
//
//   HTML              HTML and the SVG within it, under construction; the only writer of either
//   XML               the same for files of XML
//   Escaping          how text becomes markup; the only escape
//   Tag, MarkupReader tags, comments and the text between them, in finished markup; the only tag reader
//   Entities          `&amp;` and its relatives
//   LinkPolicy        which destinations a link or an image may have; the only such list
//   PercentEncoding   `%XX` in addresses
