/** State kept in an H2 file: one writer, whose commits are shared by all who wait for one. */
package dev.haar.core.state.h2;
