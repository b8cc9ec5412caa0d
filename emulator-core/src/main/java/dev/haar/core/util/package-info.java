/** Small things that more than one module needs and the JDK lacks. */
package dev.haar.core.util;
