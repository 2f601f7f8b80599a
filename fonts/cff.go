package fonts

func (f *Face) inkCFF(g GID) (xMin, yMin, xMax, yMax int) { return 0, 0, 0, 0 }

func (f *Face) outlineCFF(dst []Segment, g GID) []Segment { return dst }

func (f *Face) SubsetCFF(gids []GID) ([]byte, error) { return nil, nil }
