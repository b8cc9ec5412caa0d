/** The actions of AWS KMS. */
package dev.haar.api.kms;
