// Diagrams: the text of a diagram to one drawing, an SVG that needs no script.
//
//   Graphviz/     DOT, laid out by Graphviz in another process, and its SVG rewritten by an allow list
//   Mermaid/      mermaid's text: what kind of diagram it is, its words and labels, and the errors that name a line
//   Flowchart/    a flowchart as values, and written as DOT, so that Graphviz lays it out
//   Sequence/     a sequence diagram as values, laid out and drawn here
