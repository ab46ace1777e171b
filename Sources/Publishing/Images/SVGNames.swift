/// The elements and attributes of a drawing; what is not here is not published.
///
/// SVG 1.1, with what SVG 2 and the filter module add to drawings: https://www.w3.org/TR/SVG2/ and
/// https://www.w3.org/TR/filter-effects-1/.
enum SVGNames {
    static let svg = "http://www.w3.org/2000/svg"
    static let xlink = "http://www.w3.org/1999/xlink"
    static let xml = "http://www.w3.org/XML/1998/namespace"

    static let elements: Set<String> = [
        "svg", "g", "defs", "symbol", "use", "switch", "title", "desc", "a", "view", "style",
        "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "image",
        "text", "tspan", "textPath", "marker", "pattern", "clipPath", "mask", "linearGradient", "radialGradient",
        "stop",
        "animate", "animateMotion", "animateTransform", "set", "mpath",
        "filter", "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feConvolveMatrix",
        "feDiffuseLighting", "feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood", "feFuncA", "feFuncB",
        "feFuncG", "feFuncR", "feGaussianBlur", "feImage", "feMerge", "feMergeNode", "feMorphology", "feOffset",
        "fePointLight", "feSpecularLighting", "feSpotLight", "feTile", "feTurbulence",
    ]

    /// Elements that run something; a file that has one, wherever it is, was not made to be looked at.
    static let running: Set<String> = ["script", "handler", "listener"]

    /// Elements of SVG that hold nothing visible.
    static let unseen: Set<String> = ["metadata"]

    /// Namespaces of the private data of drawing programs, such as the view of the editor.
    static let editors = [
        "http://www.inkscape.org/", "http://sodipodi.sourceforge.net/", "http://www.bohemiancoding.com/",
        "http://ns.adobe.com/", "http://www.serif.com/", "http://www.w3.org/1999/02/22-rdf-syntax-ns",
        "http://purl.org/dc/", "http://creativecommons.org/ns", "http://web.resource.org/cc/",
    ]

    static let attributes: Set<String> = Set(
        (geometry + " " + presentation + " " + text + " " + filters + " " + animation + " " + document)
            .split(whereSeparator: \.isWhitespace).map(String.init))

    private static let document = """
        id class style lang role tabindex aria-label aria-labelledby aria-describedby aria-hidden version baseProfile
        viewBox preserveAspectRatio width height href type media requiredFeatures requiredExtensions systemLanguage
        """

    private static let geometry = """
        x y x1 y1 x2 y2 cx cy r rx ry d points pathLength transform transform-origin gradientTransform gradientUnits
        patternTransform patternUnits patternContentUnits spreadMethod fx fy fr offset clipPathUnits maskUnits
        maskContentUnits markerHeight markerWidth markerUnits orient refX refY
        """

    private static let presentation = """
        alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation
        color-interpolation-filters cursor direction display dominant-baseline enable-background fill fill-opacity
        fill-rule filter flood-color flood-opacity font font-family font-size font-size-adjust font-stretch font-style
        font-variant font-weight image-rendering isolation letter-spacing lighting-color marker marker-end marker-mid
        marker-start mask mask-type mix-blend-mode opacity overflow paint-order pointer-events shape-rendering
        stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin
        stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration text-overflow text-rendering
        unicode-bidi vector-effect visibility white-space word-spacing writing-mode glyph-orientation-horizontal
        glyph-orientation-vertical
        """

    private static let text = "dx dy rotate textLength lengthAdjust startOffset method spacing side"

    private static let filters = """
        in in2 result mode values operator k1 k2 k3 k4 order kernelMatrix divisor bias targetX targetY edgeMode
        kernelUnitLength preserveAlpha surfaceScale diffuseConstant specularConstant specularExponent
        limitingConeAngle pointsAtX pointsAtY pointsAtZ azimuth elevation z scale xChannelSelector yChannelSelector
        stdDeviation tableValues slope intercept amplitude exponent radius baseFrequency numOctaves seed stitchTiles
        filterUnits primitiveUnits
        """

    private static let animation = """
        attributeName attributeType begin dur end min max restart repeatCount repeatDur fill calcMode keyTimes
        keySplines keyPoints from to by additive accumulate path origin
        """
}
