/**
 * Time as everything in Haar sees it: one clock that can be real, shifted or frozen, and the timers on it.
 *
 * <p>Nothing else in the project asks the machine what time it is.
 */
package dev.haar.core.time;
