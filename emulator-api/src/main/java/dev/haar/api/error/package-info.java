/** Errors as AWS words them. */
package dev.haar.api.error;
