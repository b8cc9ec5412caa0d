/** Haar's own HTTP surface, for operators, tests and people who migrate from other tools. */
package dev.haar.api.operator;
