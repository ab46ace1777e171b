// Markup: what may be written into a page, and how addresses are judged.
//
//   LinkPolicy        which destinations a link or an image may have; the only such list
//   PercentEncoding   `%XX` in addresses
