/** Amazon Resource Names. */
package dev.haar.core.arn;
