/// Texts that cmark-gfm is known to take quadratic time or memory over, and some that it might.
///
/// They are made anew from the descriptions of cmark's own tests of this kind and of the published
/// advisories on cmark-gfm, in 64 KB each.
enum CostlyTexts {
    static let size = 64 << 10

    static func filled(_ piece: String, _ size: Int = size) -> String {
        String(repeating: piece, count: max(1, size / piece.utf8.count))
    }

    /// Pieces that are only repeated.
    static let repeated = [
        "[", "]", "[a](", "[a](<b", "![[]()", "[[]]", "[ (](", "[a]", "![a", "[]()", "a]", "*a _a ", "*a ", "_", "*",
        "__", "**", "***", "*a**", "a**b_", "**a *b ", "*_", "~", "~~a ", "a~~", "<", "<a", "a<?", "a<!A ",
        "a<![CDATA[",
        "<!--", "</", "a<!--", "<a b='", "<a b c", "</<!--", "`", "``a", "\\", "\\*", "&", "&#1;", "&amp;", "a@",
        "a@b.", "a.b-c@", "www.", "www.a", "http://", "http://a", "://", "ftp://a)", "www.a(", "|", "|a", "| ", "|-",
        "|-|\n", "|a|\n|-|\n", "a|b\n:-|-:\n", ">", "> ", "- ", "-", "* ", "*\t", "1. ", "1) ", "+ ", "> - ", "- > ",
        "[^a]", "[^", "[^a]: ", "[^a]: b\n", "[a]: b\n", "[a]: b\n===\n", "[a\\", "[a]: <", "\t", " ", "\r", "#", "# ",
        "=\n", "a\n=\n", "```\n", "~~~", "``` ``\n", "<div>\n", "<details>", "<details>\n\n", "<kbd>", "<sub><sup>",
        "<summary>", "<!-- a", "- [ ] ", "- [x] a\n", "> [!NOTE]\n", "\u{0}", "\u{FFFD}", "é", "a\u{301}", "\u{202E}",
        "\"", "'", "('", "[a](b 'c", "$", "![a](b)", "[a][", "][", "[a]: b 'c\n", "|\\|", "|`", "- a\n\n", "1. a\n\n  ",
        "*[a](b)", "[*a](b)_", "`[`", "<http://a>", "<a@b>", "a\\\n", "a  \n", "a\n", "\n",
    ]

    /// Texts of more than one part.
    static let composed: [(name: String, text: String)] = [
        ("brackets, nested and closed", filled("[", size / 2) + "a" + filled("]", size / 2)),
        ("parentheses, nested in a destination", "[a](" + filled("(", size / 2) + filled(")", size / 2) + ")"),
        ("emphasis, nested and closed", filled("*a ", size / 2) + filled("b*", size / 2)),
        ("strong, nested and closed", filled("**a ", size / 2) + filled(" b**", size / 2)),
        ("emphasis of two kinds", filled("a**b") + filled("c* ", size / 4)),
        ("strikethrough, nested", filled("~~a ", size / 2) + filled("b~~", size / 2)),
        ("quotes, deep", filled(">", size) + "a"),
        ("bullets, then blank lines", filled("- ", size / 2) + "x" + filled("\n", size / 2)),
        ("quotes, then blank lines", filled("> ", size / 2) + "x" + filled("\n", size / 2)),
        ("lists, deeper line by line", (0..<340).map { filled(" ", $0 + 1) + "- a\n" }.joined()),
        (
            "lists, deeper line by line, then blank",
            (0..<240).map { filled("  ", 2 * $0 + 2) + "- a\n" }.joined()
                + filled("\n", size / 10)
        ),
        ("numbers, deep", filled("1. ", size / 2) + "a\n" + filled("\n", size / 2)),
        ("quotes in bullets, line by line", (0..<250).map { filled("> ", $0 * 2 + 2) + "a\n" }.joined()),
        ("backticks, ever longer", (1..<360).map { "e" + filled("`", $0) }.joined()),
        ("tildes, ever longer", (1..<360).map { "e" + filled("~", $0) + " " }.joined()),
        (
            "a wide table of empty rows",
            filled("|a", size / 8) + "|\n" + filled("|-", size / 8) + "|\n"
                + filled("|\n", size / 2)
        ),
        (
            "a wide table of short rows",
            filled("|a", size / 8) + "|\n" + filled("|-", size / 8) + "|\n"
                + filled("a\n", size / 2)
        ),
        ("a table of two very long rows", filled("a|", size / 2) + "\n" + filled("-|", size / 2) + "\n"),
        ("a header that never becomes a table", filled("a|b\n") + "|-|-|-|\n"),
        ("delimiter rows without a table", "a\n" + filled("|-|-\n")),
        ("a long reference, used often", "[a]: " + filled("b", size / 2) + "\n\n" + filled("[a]", size / 2)),
        (
            "a long reference, used in paragraphs",
            "[a]: " + filled("b", size / 2) + "\n\n" + filled("[a]\n\n", size / 2)
        ),
        ("a long title, used often", "[a]: b \"" + filled("c", size / 2) + "\"\n\n" + filled("[a]\n", size / 2)),
        (
            "a long title of lines, used often",
            "[a]: b '" + filled("c\n", size / 2) + "'\n\n"
                + filled("[a]\n\n", size / 2)
        ),
        ("many references", (0..<5_000).map { "[r\($0)]: b\n" }.joined() + filled("[r1] ", size / 4)),
        ("many references, unused", (0..<5_000).map { "[\($0)]: u\n\n" }.joined()),
        ("labels too long", filled("[" + filled("a", 1_010) + "]\n")),
        ("one footnote, used often", filled("[^a] ") + "\n\n[^a]: b\n"),
        ("one footnote, used in paragraphs", filled("[^a]\n\n") + "[^a]: b\n"),
        (
            "many footnotes",
            (0..<3_000).map { "[^\($0)] " }.joined() + "\n\n"
                + (0..<3_000).map { "[^\($0)]: b\n\n" }.joined()
        ),
        ("footnotes that refer to each other", (0..<2_500).map { "[^\($0)]: [^\($0 + 1)] [^0]\n\n" }.joined() + "[^0]"),
        ("footnotes of one name", "[^a]\n\n" + filled("[^a]: b\n\n")),
        ("footnotes within footnotes", filled("[^a]: ", size) + "b\n\n[^a]"),
        ("a chain of links over lines", filled("[a](b\n")),
        ("links with pointed destinations", filled("[a](<b>\n")),
        ("entities, none closed", filled("&#x")),
        ("a comment, never closed", "<!--" + filled("-a ")),
        ("comments, never closed", filled("a <!-- b\n")),
        ("processing instructions over lines", filled("a<?\n")),
        ("declarations over lines", filled("a <!A\n")),
        ("sections over lines", filled("a<![CDATA[\n")),
        ("attributes without an end", "a <a " + filled("b='c' ")),
        ("details, never closed", filled("<details>\n\na\n\n")),
        ("details, opened and closed", filled("<details>\n\n", size / 2) + filled("</details>\n\n", size / 2)),
        ("headings alike", filled("# a\n")),
        ("headings with numbers alike", (0..<4_000).map { "# a \($0 % 3)\n" }.joined()),
        ("code in quotes", filled("> ```\n")),
        ("mail addresses in one word", filled("a.b_c-d+")),
        ("a mail address of many parts", "a@" + filled("b.")),
        ("bare links with brackets", "http://a" + filled("(", size / 2) + filled(")", size / 2)),
        ("bare links that end in entities", "http://a" + filled("&a;")),
        ("lines that go on lazily", filled("> ", 190) + "a\n" + filled("b\n")),
        ("carriage returns", filled("a*_[\r")),
        ("pairs of line ends", filled("[a](<b\r\n")),
        ("lines of numbers in a paragraph", filled("![[]()\n12\n")),
        ("lines of dashes in a quote", filled("> [a\n>-\n")),
        ("tabs before bullets", filled("\t- a\n")),
        ("zero bytes and brackets", filled("[\u{0}")),
        ("escaped brackets", filled("\\[\\(")),
    ]

    static let all = repeated.map { (name: $0.debugDescription, text: filled($0)) } + composed
}
