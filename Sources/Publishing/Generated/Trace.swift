import Content
import Engagement
import Pages

/// What connects the contract to its evidence: from focus area to activity to criterion, and from each of
/// these to the pages that name it in their front matter.
///
/// Made of the pages of the edition only, so that what the edition left out is not counted either.
struct Trace {
    struct Activity {
        let line: ShownActivity
        let pages: [PublishedPage]
    }

    struct Criterion {
        let id: String
        let title: String
        /// Those of the contract that bring it about.
        let activities: [ShownActivity]
        let pages: [PublishedPage]

        /// `2 of 3`: the activities that are done; those that were dropped no longer count.
        var done: String {
            let counted = activities.filter { $0.state != .dropped }
            return "\(counted.count { $0.state == .done }) of \(counted.count)"
        }
    }

    struct Area {
        let id: String
        let title: String
        let activities: [Activity]
        let criteria: [Criterion]

        var isEmpty: Bool { activities.isEmpty && criteria.isEmpty }

        /// What names one of its activities or criteria, each once: in the order of the site.
        let pages: [PublishedPage]

        /// How many of its activities and criteria no page names.
        var withoutPage: Int { activities.count(where: \.pages.isEmpty) + criteria.count(where: \.pages.isEmpty) }

        /// `3 activities, 1 done; 2 criteria; each has a page`.
        var words: String {
            let done = activities.count { $0.line.state == .done }
            func counted(_ count: Int, _ one: String, _ many: String) -> String {
                "\(count) \(count == 1 ? one : many)"
            }
            return counted(activities.count, "activity", "activities") + ", \(done) done; "
                + counted(criteria.count, "criterion", "criteria") + "; "
                + (withoutPage == 0 ? "each has a page" : "\(withoutPage) without a page")
        }
    }

    /// In the contract's order; last, criteria that no activity of a focus area brings about.
    let areas: [Area]

    /// - Parameter pages: In the order of the site.
    init(_ view: EditionView, pages: [PublishedPage]) {
        let lines = Dictionary(view.figures.activities.map { ($0.id, $0) }) { first, _ in first }
        let criteria = view.scope.criteria.map { criterion in
            Criterion(
                id: criterion.id, title: criterion.title, activities: criterion.activities.compactMap { lines[$0] },
                pages: pages.filter { $0.frontMatter.criteria.contains(criterion.id) })
        }
        var placed: Set<String> = []
        var areas = view.scope.focusAreas.map { area in
            let ids = Set(area.activities.map(\.id))
            let own = criteria.filter { criterion in criterion.activities.contains { ids.contains($0.id) } }
            placed.formUnion(own.map(\.id))
            return Area(
                id: area.id, title: area.title,
                activities: view.figures.activities.filter { $0.focusArea == area.id }.map { line in
                    Activity(line: line, pages: pages.filter { $0.frontMatter.activities.contains(line.id) })
                },
                criteria: own,
                pages: pages.filter { page in
                    page.frontMatter.activities.contains { ids.contains($0) }
                        || page.frontMatter.criteria.contains { id in own.contains { $0.id == id } }
                })
        }
        let others = criteria.filter { !placed.contains($0.id) }
        areas.append(
            Area(id: "others", title: "Criteria without an activity", activities: [], criteria: others, pages: []))
        self.areas = areas.filter { !$0.isEmpty }
    }
}
