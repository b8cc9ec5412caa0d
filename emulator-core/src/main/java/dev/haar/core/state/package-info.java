/** The port to the state of record: what a command changed, and the answer that waits until that is kept. */
package dev.haar.core.state;
