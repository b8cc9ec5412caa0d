package dev.haar.core.state;

/** One change of one thing's state, as a command decided it. Each domain declares its own. */
public interface Change {}
