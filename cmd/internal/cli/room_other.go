//go:build !linux && !darwin && !windows

package cli

import "errors"

// roomIn is not known here.
func roomIn(string) (uint64, error) { return 0, errors.ErrUnsupported }
