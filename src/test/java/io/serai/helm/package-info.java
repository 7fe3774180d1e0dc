/** Tests of the Helm chart, with Helm itself in the process and no cluster. */
@NullMarked
package io.serai.helm;

import org.jspecify.annotations.NullMarked;
