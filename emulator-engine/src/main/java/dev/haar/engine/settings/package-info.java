/** The attributes of a queue: their names, ranges and defaults, and the policies among them. */
package dev.haar.engine.settings;
