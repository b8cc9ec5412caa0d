/** AWS KMS without HTTP: keys and what is done with them. */
package dev.haar.kms;
