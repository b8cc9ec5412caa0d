/** The checks that AWS's framework makes on inputs before an action sees them, with its words. */
package dev.haar.api.validation;
