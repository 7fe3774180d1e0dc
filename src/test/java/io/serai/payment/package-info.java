/** Tests of the vocabulary's rules. */
@NullMarked
package io.serai.payment;

import org.jspecify.annotations.NullMarked;
