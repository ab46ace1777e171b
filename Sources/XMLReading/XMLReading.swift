//  XMLReading: the text of an XML file to a tree of elements.
//
//  Read the files in this order:
//
//  1. `XMLElement`, `XMLNode` and `XMLRefusal` (this file): what a caller gets.
//  2. `XMLReader` is the only home of C pointers: expat reads, and a limit on everything that a file decides ends it.

/// An element with its namespace resolved, as a browser sees it.
package struct XMLElement: Sendable, Equatable {
    /// An element or attribute name.
    package struct Name: Sendable, Hashable {
        /// The namespace's address; empty if there is none.
        package let namespace: String
        /// The name without a prefix.
        package let local: String

        package init(namespace: String, local: String) {
            self.namespace = namespace
            self.local = local
        }
    }

    /// An attribute; declarations of namespaces are none.
    package struct Attribute: Sendable, Equatable {
        package let name: Name
        /// References such as `&#x6A;` are resolved.
        package let value: String

        package init(name: Name, value: String) {
            self.name = name
            self.value = value
        }
    }

    package let name: Name
    /// In the order of the file.
    package var attributes: [Attribute]
    /// In the order of the file, without comments.
    package var children: [XMLNode]

    package init(name: Name, attributes: [Attribute] = [], children: [XMLNode] = []) {
        self.name = name
        self.attributes = attributes
        self.children = children
    }

    /// The text of this element and of all within it, joined as a browser joins it.
    package var text: String {
        children.map { child in
            switch child {
            case .text(let text): text
            case .element(let element): element.text
            }
        }.joined()
    }
}

/// What an element holds.
package enum XMLNode: Sendable, Equatable {
    case element(XMLElement)
    /// Text between two tags: CDATA sections and the text around comments are one.
    case text(String)
}

/// Why a file was not read.
package struct XMLRefusal: Error, Sendable, Equatable {
    /// What the file holds, in words that follow "holds" or "has".
    package let what: String
    /// The line of the file, from 1.
    package let line: Int

    package init(what: String, line: Int) {
        self.what = what
        self.line = line
    }
}
