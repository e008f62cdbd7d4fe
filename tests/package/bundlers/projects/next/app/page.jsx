// A client component: rendered in Node first, and hydrated in the browser, where it sends its
// request.
'use client';

import { useEffect, useState } from 'react';
import { ask } from './ask.js';

export default function Page() {
  const [answer, setAnswer] = useState('');
  useEffect(() => {
    ask().then(setAnswer, (error) => setAnswer(JSON.stringify(String(error))));
  }, []);
  return <output>{answer}</output>;
}
