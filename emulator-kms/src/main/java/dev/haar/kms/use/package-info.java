/** What keys are used for. */
package dev.haar.kms.use;
