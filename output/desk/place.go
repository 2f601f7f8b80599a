package desk

// placing registers what is done with stories on pages.
func (s *Server) placing() {}
