package dev.haar.engine.protection;

/**
 * A part of a text.
 *
 * @param start the index of its first character
 * @param end the index behind its last
 */
public record Span(int start, int end) {}
