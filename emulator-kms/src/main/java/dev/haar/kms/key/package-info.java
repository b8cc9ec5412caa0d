/** Keys, their aliases, states and material. */
package dev.haar.kms.key;
