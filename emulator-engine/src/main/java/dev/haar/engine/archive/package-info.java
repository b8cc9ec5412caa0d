/** What FIFO topics keep of their messages, to be sent again. */
package dev.haar.engine.archive;
