/// A section with a heading and one table of rows.
struct ListTable {
    let id: String
    let title: String
    let caption: String
    let columns: [String]
    /// The columns that hold numbers, from 0.
    var numeric: Set<Int> = []
    /// What stands between the heading and the table.
    var lead: HTML = ""
    /// What stands behind the table.
    var tail: HTML = ""
    /// Whole `<tr>` elements.
    let rows: [HTML]

    var html: HTML {
        let heads = columns.enumerated().map { index, name -> HTML in
            let numbers: HTML = numeric.contains(index) ? " class=\"n\"" : ""
            return "<th scope=\"col\"\(numbers)>\(name)</th>"
        }
        return """
            <section aria-labelledby="\(id)"><h2 id="\(id)">\(title)</h2>
            \(lead)<div class="scroll list" role="region" aria-label="\(title)" tabindex="0"><table>\
            <caption>\(caption)</caption>
            <thead><tr>\(heads)</tr></thead>
            <tbody>
            \(rows)</tbody></table></div>\(tail)</section>

            """
    }
}
