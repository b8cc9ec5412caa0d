package dev.haar.bench;

/** One line of the report that is no ratio to the bare server. */
record Figure(String name, String value, String target, Verdict verdict) {}
