/// A sequence diagram: participants side by side, and what passes between them from top to bottom.
package struct SequenceDiagram: Sendable, Equatable {
    package enum Role: String, Sendable {
        case participant, actor, boundary, control, entity, database, collections, queue
    }

    package struct Participant: Sendable, Equatable {
        package let id: String
        package var name: String
        package var role = Role.participant
        /// The index of the box around it.
        package var box: Int?
        package var links: [DiagramLink] = []
        /// It begins with a message, and not at the top.
        package var isCreated = false
    }

    package enum Head: Sendable {
        case none
        case arrow
        /// An open arrow: the sender does not wait.
        case open
        /// The message is lost, or ends its receiver.
        case cross
        case upperHalf
        case lowerHalf
    }

    package struct Message: Sendable, Equatable {
        package let from: Int
        package let to: Int
        package var text: String
        package var isDotted: Bool
        package var head: Head
        package var tail = Head.none
        /// Its receiver becomes active with it.
        package var activates = false
        /// Its sender ceases to be active with it.
        package var deactivates = false
        /// A dot on the lifeline where it starts, or ends.
        package var dotAtStart = false
        package var dotAtEnd = false
        package var creates = false
        /// The participants that end with it.
        package var destroys: [Int] = []
        /// As `autonumber` counts.
        package var number: String?
    }

    package enum Side: Sendable {
        case left
        case right
        case over
    }

    package struct Note: Sendable, Equatable {
        package let side: Side
        package let first: Int
        package let last: Int
        package let text: String
    }

    package enum Frame: String, Sendable {
        case loop, opt, alt, par, critical, `break`, rect

        /// What divides the frame: `else` of an `alt`.
        var dividerKeyword: String? {
            switch self {
            case .alt: "else"
            case .par: "and"
            case .critical: "option"
            default: nil
            }
        }

        /// How its start is said in words; nil for a background.
        var opening: String? {
            switch self {
            case .loop: "Repeatedly"
            case .opt: "Optionally"
            case .alt: "If"
            case .par: "In parallel"
            case .critical: "It must happen"
            case .break: "The sequence ends here if"
            case .rect: nil
            }
        }

        var divider: String? {
            switch self {
            case .alt: "Otherwise"
            case .par: "At the same time"
            case .critical: "In case of"
            default: nil
            }
        }

        var noun: String {
            switch self {
            case .loop: "the repetition"
            case .opt: "the option"
            case .alt: "the alternatives"
            case .par: "the parallel steps"
            case .critical: "the critical steps"
            case .break: "the break"
            case .rect: "the background"
            }
        }
    }

    package struct Event: Sendable, Equatable {
        package enum Kind: Sendable, Equatable {
            case message(Message)
            case note(Note)
            case activate(Int)
            case deactivate(Int)
            case open(Frame, label: String)
            case divide(label: String)
            case close
        }

        package var kind: Kind
        /// The line of the block, from 1.
        package let line: Int
    }

    package internal(set) var heading: Heading
    package internal(set) var participants: [Participant] = []
    /// The titles of the boxes around participants.
    package internal(set) var boxes: [String] = []
    package internal(set) var events: [Event] = []
    package internal(set) var ignored: [String] = []
}
