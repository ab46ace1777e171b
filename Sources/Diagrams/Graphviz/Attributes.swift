/// Which attributes an author may use, and within which bounds.
///
/// The list names what is permitted, so that an attribute that reads a file, or one misspelt, is refused:
/// `image`, `imagepath`, `shapefile`, `fontpath`, `stylesheet` and `_background` are not here.
enum Attributes {
    /// Whether a graph may mention `name`.
    static func permits(_ name: String) -> Bool {
        permitted.contains(name)
    }

    /// Why `value` may not be that of `name`, or nil.
    static func objection(to name: String, value: String, isHTML: Bool) -> String? {
        if isHTML {
            guard name.hasSuffix("label") || name == "label" else { return "only a label may be `<...>`" }
            let tags = value.lowercased()
            return tags.contains("<img") || tags.contains("<!") ? "a label may not have an image" : nil
        }
        if let limit = limits[name], !value.isEmpty {
            // `margin` and `pad` may be two numbers, `ranksep` a number and a word.
            for part in value.split(whereSeparator: { $0 == "," || $0 == " " || $0 == "!" }) {
                guard part == "equally" || (Double(part).map { $0 >= -limit && $0 <= limit } ?? false) else {
                    return "`\(part)` is not a number up to \(limit)"
                }
            }
        }
        switch name {
        case "shape" where value == "epsf": return "the shape epsf reads a file"
        case "layout" where value != "" && value != "dot": return "only the layout dot is permitted"
        case "charset" where !["", "utf-8", "utf8"].contains(value.lowercased()):
            return "the text is UTF-8"
        default: return nil
        }
    }

    private static let permitted: Set<String> = [
        "arrowhead", "arrowsize", "arrowtail", "bgcolor", "center", "charset", "class", "clusterrank",
        "color", "comment", "compound", "concentrate", "constraint", "decorate", "dir", "edgeURL",
        "edgehref", "edgetooltip", "fillcolor", "fixedsize", "fontcolor", "fontname", "fontsize",
        "forcelabels", "gradientangle", "group", "headURL", "headclip", "headhref", "headlabel",
        "headport", "headtooltip", "height", "href", "id", "label", "labelURL", "labelangle",
        "labeldistance", "labelfontcolor", "labelfontname", "labelfontsize", "labelhref", "labeljust",
        "labelloc", "labeltooltip", "layout", "lhead", "ltail", "margin", "minlen", "newrank",
        "nodesep", "nojustify", "nslimit", "nslimit1", "ordering", "orientation", "outputorder", "pad",
        "pencolor", "penwidth",
        "peripheries", "rank", "rankdir", "ranksep", "ratio", "regular", "remincross", "samehead",
        "sametail", "shape", "sides", "skew", "distortion", "splines", "style", "tailURL", "tailclip",
        "tailhref", "taillabel", "tailport", "tailtooltip", "target", "tooltip", "URL", "weight", "width",
        "xlabel",
    ]

    /// The largest number for attributes that cost time or memory by their size.
    private static let limits: [String: Double] = [
        "arrowsize": 10, "distortion": 100, "fontsize": 72, "height": 20, "labelangle": 360,
        "labeldistance": 20, "labelfontsize": 72, "margin": 10, "minlen": 20, "nodesep": 10, "nslimit": 3,
        "nslimit1": 3,
        "orientation": 360, "pad": 10, "penwidth": 20, "peripheries": 5, "ranksep": 10, "sides": 20,
        "skew": 100, "weight": 1000, "width": 20,
    ]
}
