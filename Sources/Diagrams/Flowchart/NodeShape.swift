/// The shape of a node.
package enum NodeShape: String, Sendable {
    case rectangle, rounded, stadium, subroutine, cylinder, circle, doubleCircle, asymmetric, diamond, hexagon
    case leanRight, leanLeft, trapezoid, invertedTrapezoid, ellipse
    case document, stack, card, text, point, bar, triangle, invertedTriangle, crossedCircle, octagon

    /// Whether it is filled with ink, and has no label.
    var isSolid: Bool { self == .point || self == .bar }

    /// The shape that `A@{ shape: NAME }` means; nil for a name that mermaid does not know.
    ///
    /// Where Graphviz has no such shape, the nearest: a lined rectangle is a subroutine, a delay is rounded.
    init?(named name: String) {
        guard let shape = Self.names[name] else { return nil }
        self = shape
    }

    private static let names: [String: NodeShape] = {
        let lines: [(NodeShape, String)] = [
            (.rectangle, "rect proc process rectangle square win-pane internal-storage window-pane sl-rect"),
            (.rectangle, "manual-input sloped-rectangle tag-rect tagged-rectangle tag-proc tagged-process"),
            (.rounded, "rounded event round delay half-rounded-rectangle curv-trap curved-trapezoid display"),
            (.rounded, "notch-pent loop-limit notched-pentagon"),
            (.stadium, "stadium terminal pill"),
            (.subroutine, "fr-rect subprocess subproc framed-rectangle subroutine lin-rect lined-rectangle"),
            (.subroutine, "lined-process lin-proc shaded-process div-rect div-proc divided-rectangle divided-process"),
            (.cylinder, "cyl db database cylinder datastore data-store h-cyl das horizontal-cylinder lin-cyl disk"),
            (.cylinder, "lined-cylinder bow-rect stored-data bow-tie-rectangle"),
            (.circle, "circle circ"),
            (.doubleCircle, "dbl-circ double-circle doublecircle fr-circ stop framed-circle"),
            (.asymmetric, "odd flag paper-tape"),
            (.diamond, "diam decision diamond question"),
            (.hexagon, "hex hexagon prepare"),
            (.leanRight, "lean-r lean-right in-out"),
            (.leanLeft, "lean-l lean-left out-in"),
            (.trapezoid, "trap-b priority trapezoid-bottom trapezoid"),
            (.invertedTrapezoid, "trap-t manual trapezoid-top inv-trapezoid"),
            (.ellipse, "ellipse cloud"),
            (.document, "doc document lin-doc lined-document tag-doc tagged-document"),
            (.stack, "docs documents st-doc stacked-document st-rect procs processes stacked-rectangle"),
            (.card, "notch-rect card notched-rectangle"),
            (.text, "text brace comment brace-l brace-r braces bolt com-link lightning-bolt"),
            (.point, "sm-circ start small-circle f-circ junction filled-circle"),
            (.bar, "fork join"),
            (.triangle, "tri extract triangle hourglass collate"),
            (.invertedTriangle, "flip-tri manual-file flipped-triangle"),
            (.crossedCircle, "cross-circ summary crossed-circle"),
            (.octagon, "bang"),
        ]
        return Dictionary(
            lines.flatMap { shape, names in names.split(separator: " ").map { (String($0), shape) } }
        ) { first, _ in first }
    }()

    /// A shape between brackets: `[(` and `)]` make a cylinder.
    struct Brackets {
        let open: String
        /// The closing brackets, each with the shape that it makes.
        let closings: [(text: String, shape: NodeShape)]
    }

    /// Longer brackets first.
    static let brackets: [Brackets] = [
        Brackets(open: "(((", closings: [(")))", .doubleCircle)]),
        Brackets(open: "((", closings: [("))", .circle)]),
        Brackets(open: "([", closings: [("])", .stadium)]),
        Brackets(open: "(-", closings: [("-)", .ellipse)]),
        Brackets(open: "(", closings: [(")", .rounded)]),
        Brackets(open: "[[", closings: [("]]", .subroutine)]),
        Brackets(open: "[(", closings: [(")]", .cylinder)]),
        Brackets(open: "[/", closings: [("/]", .leanRight), ("\\]", .trapezoid)]),
        Brackets(open: "[\\", closings: [("\\]", .leanLeft), ("/]", .invertedTrapezoid)]),
        Brackets(open: "[", closings: [("]", .rectangle)]),
        Brackets(open: "{{", closings: [("}}", .hexagon)]),
        Brackets(open: "{", closings: [("}", .diamond)]),
        Brackets(open: ">", closings: [("]", .asymmetric)]),
    ]
}
