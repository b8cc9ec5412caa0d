/** What keys do: encryption, signatures, MACs and key agreement, with the JDK's providers. */
package dev.haar.kms.crypto;
