import Markdown

/// The HTML of a text, without the self-links of headings, which are in the way of reading a test.
func html(_ markdown: String, _ configure: (inout HTMLRenderer) -> Void = { _ in }) throws -> String {
    var renderer = HTMLRenderer()
    renderer.hasHeadingAnchors = false
    configure(&renderer)
    return String(decoding: renderer.render(try Document(parsing: markdown)), as: UTF8.self)
}
