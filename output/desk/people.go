package desk

// people registers what is done with accounts, notes, signatures and history.
func (s *Server) people() {}
