/** What calls were made, as CloudTrail tells it. */
package dev.haar.api.audit;
