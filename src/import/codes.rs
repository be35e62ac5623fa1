//! The findings that concern a chart or table that is to become a tree.

use crate::base::{Code, Level::Error};

/// The chart is of a kind that cannot become a tree.
pub static DIAGRAM: Code = Code {
    id: "E701",
    name: "no-flowchart",
    level: Error,
    page: "Only flowcharts can become trees: they have steps and arrows between them. In Mermaid they begin with `graph` or\n\
        `flowchart`, in DOT with `digraph` or `graph`.\n\nA sequence, class or state diagram says something else; draw the steps as a flowchart first.",
};

/// A place of the chart that cannot be read.
pub static CHART: Code = Code {
    id: "E702",
    name: "unreadable-chart",
    level: Error,
    page: "The chart cannot be read at this place, so a step or an arrow could get lost. Nothing is written until every place\n\
        can be read.\n\nCommon causes: a bracket or quote that is never closed, an arrow without a target, a word of the notation that\n\
        is misspelt. Put labels that hold brackets or quotes into double quotes:\n\n\
        ```text\nA[Press (and hold) it]      the inner brackets confuse other programs\nA[\"Press (and hold) it\"]    right\n```",
};

/// There is nothing in the chart.
pub static NOTHING: Code = Code {
    id: "E703",
    name: "empty-chart",
    level: Error,
    page: "The file holds no step, so there is nothing that could become a tree.",
};

/// A table without the columns that a tree needs.
pub static COLUMN: Code = Code {
    id: "E704",
    name: "missing-column",
    level: Error,
    page: "A table needs a first line that names its columns, one of them the text of a step, and one the step that follows.\n\n\
        ```text\nstep,kind,text,answer,next\nlight,question,Is the light on?,yes,restart\n,,,no,plug\nplug,do,Plug it in.,,light\nrestart,do,Restart it.,,fixed\nfixed,fix,It works again.,,\n```\n\n\
        `step` is the name to which `next` refers, `kind` is question, do, fix or escalate and may be empty, `answer` is\n\
        what one says, and a line without a step goes on with the step above. Further columns are `cause` (what was\n\
        wrong) and `role` (who takes over). Other names that people use for these columns are understood too, in English\n\
        and German, and so are a column `yes` and a column `no` that hold the next step.",
};

/// A line of a table that names a step which does not exist.
pub static TARGET: Code = Code {
    id: "E705",
    name: "unknown-target",
    level: Error,
    page: "The table says that a step follows, but no line has that name in its column for steps.",
};

/// All of them, in order.
pub static ALL: [&Code; 5] = [&DIAGRAM, &CHART, &NOTHING, &COLUMN, &TARGET];
